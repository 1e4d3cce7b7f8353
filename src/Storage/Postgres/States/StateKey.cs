namespace Fleet.Storage.Postgres;

/// <summary>The state's name and the grain's whole id, its type included: no two states ever share a row.</summary>
internal readonly record struct StateKey(string GrainId, string StateName);
