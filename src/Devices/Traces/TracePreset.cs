namespace Fleet.Devices.Traces;

/// <summary>A kind of file that is known by its header, because its names or units are not the usual ones.</summary>
internal sealed record TracePreset
{
    public required string Name { get; init; }

    /// <summary>All of these columns must be there.</summary>
    public required string[] Header { get; init; }

    public required string Map { get; init; }

    public bool DecimalComma { get; init; }

    public TimeSpan? UtcOffset { get; init; }

    /// <summary>The file is grouped by something else than time, so that its order is not that of the devices.</summary>
    public bool Unordered { get; init; }

    public string[] NullTexts { get; init; } = [];
}
