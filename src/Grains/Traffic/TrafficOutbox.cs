using Fleet.Events;

namespace Fleet.Traffic;

/// <summary>
/// What a grain has stored and others may not know yet. Bound: its grain changes nothing while anything of it is untold.
/// </summary>
[GenerateSerializer, Alias("Fleet.TrafficOutbox")]
public sealed class TrafficOutbox
{
    [Id(0)] public List<FleetEvent> Events { get; set; } = [];

    [Id(1)] public List<AlertNotice> Notices { get; set; } = [];

    public bool IsEmpty => Events.Count == 0 && Notices.Count == 0;
}
