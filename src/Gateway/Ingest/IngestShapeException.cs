namespace Fleet.Gateway.Ingest;

/// <summary>JSON, but not of a shape that could hold items.</summary>
internal sealed class IngestShapeException(bool tooMany)
    : Exception(tooMany ? "There are too many items." : "The body is neither an object nor an array.")
{
    public bool TooMany { get; } = tooMany;
}
