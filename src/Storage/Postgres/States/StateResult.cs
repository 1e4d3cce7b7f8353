namespace Fleet.Storage.Postgres;

/// <param name="Version">Of the state as written; null after clearing it.</param>
/// <param name="Conflict">The row's version is not the one expected; nothing was written.</param>
internal readonly record struct StateResult(long? Version, bool Conflict);
