using Fleet.Events;

namespace Fleet.Alerts;

/// <summary>What an organization's rules remember and every batch may change; windows and counts only as far as <see cref="AlertRecall"/> lacks them.</summary>
[GenerateSerializer, Alias("Fleet.AlertMemory")]
public sealed class AlertMemoryState
{
    /// <summary>By suppression key, changed since the recall was written. Null: gone.</summary>
    [Id(0)] public Dictionary<string, AlertWindow?> Windows { get; set; } = [];

    /// <summary>By rule and what is counted for, changed since the recall was written. Null: gone.</summary>
    [Id(1)] public Dictionary<string, AlertTally?> Tallies { get; set; } = [];

    /// <summary>Oldest first.</summary>
    [Id(2)] public List<ResolvableAlert> Resolvable { get; set; } = [];

    /// <summary>By rule.</summary>
    [Id(3)] public Dictionary<string, RuleRecord> Records { get; set; } = [];

    /// <summary>Commands so far.</summary>
    [Id(4)] public long Commands { get; set; }

    /// <summary>Commands that their alerts may not have had yet, in order.</summary>
    [Id(5)] public List<AlertCommand> Pending { get; set; } = [];

    [Id(6)] public ReactionPlaces Places { get; set; } = ReactionPlaces.None;
}
