namespace Fleet.Devices.Traces;

/// <summary>How to read a trace, as far as the caller says; null leaves it to the file.</summary>
public sealed record TraceOptions
{
    /// <summary>The text of <c>--map</c>.</summary>
    public string? Map { get; init; }

    public char? Separator { get; init; }

    public bool? DecimalComma { get; init; }

    /// <summary>False: columns are called 1, 2, 3, …</summary>
    public bool? HasHeader { get; init; }

    /// <summary>Of times that carry no offset. Default UTC.</summary>
    public TimeSpan? UtcOffset { get; init; }

    /// <summary>Where <c>time=…:elapsed</c> counts from. Default 2020-01-01T00:00:00Z.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Further texts that mean "no value".</summary>
    public IReadOnlyList<string> NullTexts { get; init; } = [];
}
