namespace Fleet.Alerts;

/// <summary>Windows and counts as they were at some time: large, and written seldom. Newer ones are in <see cref="AlertMemoryState"/>, which a batch is written with.</summary>
[GenerateSerializer, Alias("Fleet.AlertRecall")]
public sealed class AlertRecall
{
    /// <summary>By suppression key.</summary>
    [Id(0)] public Dictionary<string, AlertWindow> Windows { get; set; } = [];

    /// <summary>By rule and what is counted for.</summary>
    [Id(1)] public Dictionary<string, AlertTally> Tallies { get; set; } = [];
}
