namespace Fleet.Storage.Postgres;

/// <param name="Payload">Null clears the state.</param>
/// <param name="Expected">The version the grain has; null where it has none.</param>
internal sealed record StateChange(StateKey Key, byte[]? Payload, long? Expected);
