import looping.parent

looping.parent
