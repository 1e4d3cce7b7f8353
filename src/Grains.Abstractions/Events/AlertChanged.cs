using System.Collections.Immutable;
using Fleet.Alerts;
using Fleet.Geography;

namespace Fleet.Events;

/// <summary>
/// A step in an alert's life. In the shard of the alert's vehicle; without one in its driver's, without either in its own
/// id's. Carries the alert as it stands after the step.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertChanged")]
public sealed record AlertChanged : FleetEvent
{
    [Id(0)] public required string AlertId { get; init; }

    [Id(1)] public required string RuleId { get; init; }

    /// <summary>Of the rule that raised it.</summary>
    [Id(2)] public required int RuleVersion { get; init; }

    [Id(3)] public required string RuleName { get; init; }

    [Id(4)] public required AlertStep Step { get; init; }

    [Id(5)] public required AlertStatus Status { get; init; }

    [Id(6)] public required AlertPriority Priority { get; init; }

    /// <summary>For example [URGENT] Critical Safety Event.</summary>
    [Id(7)] public required string Title { get; init; }

    /// <summary>One line for people.</summary>
    [Id(8)] public required string Message { get; init; }

    /// <summary>What it was raised for; of a suppressed step, the event that was suppressed.</summary>
    [Id(9)] public required AlertSource Source { get; init; }

    [Id(10)] public required DateTimeOffset RaisedAt { get; init; }

    [Id(11)] public ImmutableArray<AlertChannel> Channels { get; init; } = [];

    /// <summary>Events suppressed into it so far.</summary>
    [Id(12)] public int Suppressed { get; init; }

    /// <summary>Escalations so far.</summary>
    [Id(13)] public int Escalations { get; init; }

    /// <summary>Who acknowledged or resolved it; null for what nobody did.</summary>
    [Id(14)] public string? By { get; init; }

    /// <summary>What he said; of an alert that resolved by itself, why.</summary>
    [Id(15)] public string? Note { get; init; }

    public override GeoPoint? Where => Source.Location;
}
