namespace Fleet.Roads;

/// <summary>The road that a vehicle is on, and which way.</summary>
/// <param name="LimitKmh">In its direction; null where the road has none that is known.</param>
public readonly record struct RoadMatch(string LayerId, string RoadId, string? Name, bool Forward, double? LimitKmh)
{
    /// <summary>layer/id. Made when asked for.</summary>
    public string Key => LayerId + "/" + RoadId;
}
