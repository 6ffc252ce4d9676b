-- cid: -1 is the row's number.
SELECT cid, coalesce(name, '') FROM pragma_index_xinfo(:index) ORDER BY seqno
