-- name: count_one_more
-- Count one more, unless that is more than may be: it guards the rest.
INSERT INTO counts (kind, who, since, used, until, most) VALUES (:kind, :who, :since, 1, :until, :most)
ON CONFLICT (kind, who, since) DO UPDATE SET used = counts.used + 1, most = excluded.most
WHERE counts.used < excluded.most
RETURNING kind;

-- name: count_one_less
-- Count one less: it was not asked for after all.
UPDATE counts SET used = used - 1 WHERE kind = :kind AND who = :who AND since = :since AND used > 0;
