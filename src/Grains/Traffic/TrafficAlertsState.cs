namespace Fleet.Traffic;

[GenerateSerializer, Alias("Fleet.TrafficAlertsState")]
public sealed class TrafficAlertsState
{
    /// <summary>In force. Bound: <see cref="TrafficOptions.MaxAlerts"/>; the oldest ends first.</summary>
    [Id(0)] public List<AlertEntry> Book { get; set; } = [];

    [Id(1)] public TrafficOutbox Outbox { get; set; } = new();
}
