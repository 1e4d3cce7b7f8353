namespace Fleet.Storage.Postgres;

/// <summary>Another transaction got in between a look and a write. The transaction is to be rolled back and done anew.</summary>
internal sealed class CommitRaceException() : Exception("Another transaction wrote the same rows at the same time.");
