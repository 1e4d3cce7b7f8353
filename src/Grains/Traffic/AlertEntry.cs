namespace Fleet.Traffic;

/// <summary>An alert in force and who keeps it so.</summary>
[GenerateSerializer, Alias("Fleet.TrafficAlertEntry")]
public sealed class AlertEntry
{
    [Id(0)] public required TrafficAlert Alert { get; set; }

    /// <summary>Sources that say it still holds. Accidents at one place share an alert.</summary>
    [Id(1)] public List<string> Sources { get; set; } = [];

    /// <summary>No source holds it any more: it ends then, by the silo's clock, unless one comes back.</summary>
    [Id(2)] public DateTimeOffset? EndsAt { get; set; }
}
