namespace Fleet.CustomEvents;

/// <summary>What must hold, all of it at once, for an application-defined event. At least one of the first four is given.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CustomEventTriggers")]
public sealed record CustomEventTriggers
{
    /// <summary>The id or a tag of fences: from when the vehicle enters one until it has left all of them.</summary>
    [Id(0)] public string? GeofenceEntry { get; init; }

    /// <summary>The id or a tag of fences: from when the vehicle has left the last of them until it enters one again.</summary>
    [Id(1)] public string? GeofenceExit { get; init; }

    /// <summary>The vehicle has stood this long, counted from when the fence triggers hold, seconds.</summary>
    [Id(2)] public double? StopSeconds { get; init; }

    /// <summary>The vehicle is at least this fast, km/h.</summary>
    [Id(3)] public double? MinSpeedKmh { get; init; }

    /// <summary>Somebody has to confirm it.</summary>
    [Id(4)] public bool ConfirmationRequired { get; init; }

    /// <summary>For how long it can be confirmed, seconds. It ends with it: nobody confirmed in time.</summary>
    [Id(5)] public double ConfirmationTimeoutSeconds { get; init; } = 900;
}
