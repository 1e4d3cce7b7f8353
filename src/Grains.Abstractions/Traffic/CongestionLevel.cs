namespace Fleet.Traffic;

/// <summary>Levels of service of the Highway Capacity Manual, two letters each; docs/traffic.md has the limits.</summary>
public enum CongestionLevel
{
    /// <summary>A and B.</summary>
    Low,

    /// <summary>C and D.</summary>
    Moderate,

    /// <summary>E and F.</summary>
    High,
}
