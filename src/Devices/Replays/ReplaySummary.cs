using System.Text.Json.Serialization;

namespace Fleet.Devices.Replays;

/// <summary>What a replay did: the last thing it prints, and the document of <c>--json</c>.</summary>
public sealed record ReplaySummary
{
    [JsonPropertyName("file")] public required string File { get; init; }

    [JsonPropertyName("vehicles")] public required int Vehicles { get; init; }

    [JsonPropertyName("rows")] public required long Rows { get; init; }

    [JsonPropertyName("bad_rows")] public required long BadRows { get; init; }

    [JsonPropertyName("received")] public required long Received { get; init; }

    [JsonPropertyName("accepted")] public required long Accepted { get; init; }

    [JsonPropertyName("duplicate")] public required long Duplicate { get; init; }

    [JsonPropertyName("late")] public required long Late { get; init; }

    [JsonPropertyName("refused")] public required long Refused { get; init; }

    /// <summary>Good rows that got no answer.</summary>
    [JsonPropertyName("lost")] public required long Lost { get; init; }

    [JsonPropertyName("resent_batches")] public required long ResentBatches { get; init; }

    [JsonPropertyName("seconds")] public required double Seconds { get; init; }

    [JsonPropertyName("points_per_second")] public required double PointsPerSecond { get; init; }

    /// <summary>By kind; safety events as <c>type/severity</c>.</summary>
    [JsonPropertyName("events")] public required IReadOnlyDictionary<string, long> Events { get; init; }

    [JsonPropertyName("trips_started")] public long TripsStarted => Events.GetValueOrDefault("trip_started");

    [JsonPropertyName("trips_completed")] public long TripsCompleted => Events.GetValueOrDefault("trip_completed");

    /// <summary>False where the gateway could not say that every event had been delivered.</summary>
    [JsonPropertyName("events_complete")] public required bool EventsComplete { get; init; }

    [JsonPropertyName("problems")] public required IReadOnlyCollection<string> Problems { get; init; }

    /// <summary>Nothing refused, nothing lost, and every event seen.</summary>
    [JsonIgnore] public bool Ok => Refused == 0 && Lost == 0 && EventsComplete;
}
