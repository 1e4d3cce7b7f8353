namespace Fleet.Storage;

/// <summary>A shard that has a line in the event log.</summary>
public readonly record struct LoggedShard(string OrganizationId, int Shard);
