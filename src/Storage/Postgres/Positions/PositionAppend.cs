using System.Collections.Immutable;

namespace Fleet.Storage.Postgres;

/// <summary>One caller's append, whole or not at all.</summary>
internal sealed record PositionAppend(string OrganizationId, string VehicleId, ImmutableArray<LoggedPosition> Positions);
