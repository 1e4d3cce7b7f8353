namespace Fleet.Devices.Traces;

/// <summary>A trace as named columns and records, whatever the file format. Records can be read once, as they come.</summary>
internal interface ITraceTable : IDisposable
{
    IReadOnlyList<string> Columns { get; }

    IEnumerable<TraceRecord> Records();
}
