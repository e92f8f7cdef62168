import _codecs as c
def t(f,*a,**k):
    try: print(ascii(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
for s in ('abc','äö€','😀x','\ud800','',chr(0x10ffff)):
    for n in ('utf_8','latin_1','ascii','utf_16','utf_16_le','utf_16_be','utf_32','utf_32_le','utf_32_be','unicode_escape','raw_unicode_escape','utf_7'):
        t(getattr(c,n+'_encode'), s); t(getattr(c,n+'_encode'), s, 'replace'); t(getattr(c,n+'_encode'), s, 'backslashreplace')
for b in (b'abc', b'\xe4\xf6', b'\xff\xfea\0b\0', b'\xfe\xff\0a\0', b'\xe2\x82', b'\x00\xd8', b'\\x41\\u20ac\\', b'\\', b'\\U00110000', b'\\x4', b'+AGE-b', b'+2AHcAA-', b'+A', b''):
    for n in ('utf_8','latin_1','ascii','utf_16','utf_16_le','utf_16_be','utf_32','utf_32_le','utf_32_be','unicode_escape','raw_unicode_escape','utf_7'):
        f=getattr(c,n+'_decode')
        t(f,b); t(f,b,'replace'); 
        if n not in('latin_1','ascii'): t(f,b,None,True); t(f,b,'ignore',True)
t(c.utf_16_ex_decode, b'\xff\xfea\0'); t(c.utf_16_ex_decode, b'a\0',None,-1); t(c.utf_32_ex_decode, b'\xff\xfe\0\0a\0\0\0'); t(c.utf_16_ex_decode, b'a\0\0',None,0,True); t(c.utf_16_encode,'a','strict',1); t(c.utf_32_encode,'a','strict',-1)
t(c.utf_8_encode, b'a'); t(c.utf_8_encode, 'a', 3); t(c.utf_8_encode); t(c.utf_8_encode,'a','b','c'); t(c.utf_8_decode,'a'); t(c.utf_8_decode, b'', 4); t(c.utf_8_decode, b'', 'a\0b'); t(c.utf_8_decode, bytearray(b'ab'))
t(c.escape_decode, b'a\\n\\x41'); t(c.escape_decode, 'ab\\t'); t(c.escape_decode, b'\\x', 'ignore'); t(c.escape_encode, b'a\n\'"\xff\\'); t(c.escape_encode, 'a'); t(c.escape_encode, b'a', 'x')
t(c.readbuffer_encode, b'ab'); t(c.readbuffer_encode, 'äb'); t(c.readbuffer_encode, 3)
print(c.lookup_error('strict').__name__);t(c.lookup_error, 'nope'); t(c.lookup_error, 3); t(c.register_error, 'me', lambda e: ('?', e.end)); t('aäb'.encode, 'ascii', 'me'); t(c.register_error, 'me', 3); t(c.register_error, 1, 2)
t(c.register, 3); t(c.unregister, 3)
t(c.lookup, 3); t(c.lookup, 'nope'); t(c.encode, 'a', 'nope'); t(c.decode, b'a', 'utf-8'); t(c.encode, 'ä'); t(c.encode, 'ä', errors='x', encoding='ascii'); t(c.decode, 'a'); t(c.encode); t(c.encode,'a',3)
m={97:'x',98:None,99:100, 100:'long', 101:0x110000}
t(c.charmap_encode, 'abc', None, {97:1,98:b'zz',99:None}); t(c.charmap_encode, 'ab', 'replace', {97:1, 98:b'y', 63:b'?'}); t(c.charmap_encode,'a'); t(c.charmap_encode,'\u20ac'); t(c.charmap_encode,'a',None,{97:256}); t(c.charmap_encode,'a',None,{97:'x'}); t(c.charmap_encode, 'aéb', 'xmlcharrefreplace', {97:97,98:98,38:38,35:35,59:59,**{i:i for i in range(48,58)}}); t(c.charmap_encode, 'é', 'backslashreplace', {92:92,120:120,101:101,57:57}); t(c.charmap_encode,'é','ignore',{})
t(c.charmap_decode, b'abc', None, m); t(c.charmap_decode, b'acd', None, m); t(c.charmap_decode, b'e', None, m); t(c.charmap_decode, b'abz', 'replace', m); t(c.charmap_decode, b'ab'); t(c.charmap_decode, b'\x00\x01', None, 'xy'); t(c.charmap_decode, b'\x00\x02', None, 'xy'); t(c.charmap_decode, b'\x00\x01', 'replace', 'x\ufffe'); t(c.charmap_decode, b'a', None, {97:-1}); t(c.charmap_decode, b'a', None, {97:b'a'}); t(c.charmap_decode, b'', None, 'x')
em=c.charmap_build(''.join(map(chr,range(256)))); print(type(em)); t(c.charmap_encode, 'aé', None, em); t(em.size) if hasattr(em,'size') else None; t(c.charmap_build,'abc'); 
d=''.join(chr(i) if i<128 else chr(0x400+i) for i in range(256)); em=c.charmap_build(d); t(c.charmap_encode, 'a'+chr(0x490), None, em); t(c.charmap_encode, 'é', None, em); t(type(em).__name__); t(c.charmap_build, 3)
