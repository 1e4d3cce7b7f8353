namespace Fleet.Geofences;

/// <summary>What a fence keeps.</summary>
[GenerateSerializer, Alias("Fleet.GeofenceState")]
public sealed class GeofenceState
{
    /// <summary>Null where the fence was never defined, or was removed.</summary>
    [Id(0)] public GeofenceDefinition? Definition { get; set; }

    /// <summary>Who is inside, and since when. Owned by <see cref="GeofenceRoster"/>.</summary>
    [Id(1)] public Dictionary<string, DateTimeOffset> Inside { get; set; } = [];

    /// <summary>Who left last, and when: a late or repeated entry is told by it. Holds <see cref="GeofenceRoster.Departures"/>, the oldest leave first.</summary>
    [Id(2)] public Dictionary<string, DateTimeOffset> Left { get; set; } = [];

    /// <summary>Of those inside; one that an older version wrote down has none.</summary>
    [Id(3)] public Dictionary<string, OccupantNote> Notes { get; set; } = [];
}
