namespace Fleet.Storage.Postgres;

/// <summary>What became of one item. <see cref="Result"/> is there with Committed only; Conflict is for the writer to say in it.</summary>
internal readonly record struct CommitOutcome<TResult>(AppendStatus Status, TResult? Result, TimeSpan RetryAfter);
