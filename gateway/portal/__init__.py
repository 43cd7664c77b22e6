"""What a resident sees of her own: わたしの情報, やりとり履歴, 操作履歴.

catalogue: the 61 items (items.toml) and their search. holder: the port to whoever holds information; unconnected:
nobody. flow: ask, list, open, common to both services; self_information, provision_records: what is theirs alone.
folder: the rows and how long they stay. operations: the history by page. routes: the paths.
"""
