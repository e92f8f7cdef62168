WHERE = "in a folder without __init__"
