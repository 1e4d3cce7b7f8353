-- After a restart everything of one kind is asked for, whoever's it is: webhooks and workflows have clocks of their own.
CREATE INDEX directory_kinds ON directory (kind, organization_id, id) WHERE kind IN ('webhook', 'workflow');
