namespace Fleet.Events;

/// <summary>A shard's part of the fleet summary. Sums, so that shards can be added.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.FleetTally")]
public sealed record FleetTally
{
    [Id(0)] public int TotalVehicles { get; init; }

    [Id(1)] public int ActiveTrips { get; init; }

    [Id(2)] public int IdleVehicles { get; init; }

    [Id(3)] public int OfflineVehicles { get; init; }

    [Id(4)] public int MaintenanceDue { get; init; }

    /// <summary>Safety events of the last hour of severity high or critical.</summary>
    [Id(5)] public int SafetyAlerts { get; init; }
}
