namespace Fleet.Devices.Traces;

/// <summary>A CSV-like file.</summary>
internal sealed class DelimitedTable : ITraceTable
{
    private static readonly char[] Candidates = [',', ';', '\t', '|'];
    private readonly StreamReader _text;
    private readonly DelimitedReader _reader;
    private TraceRecord? _first;

    /// <param name="stream">Owned from here on.</param>
    /// <param name="separator">Null finds it in the first line.</param>
    /// <param name="hasHeader">False calls the columns 1, 2, 3, …</param>
    public DelimitedTable(Stream stream, char? separator, bool hasHeader)
    {
        _text = new StreamReader(stream, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        var firstLine = _text.ReadLine() ?? throw new TraceException("the file is empty");
        Separator = separator ?? Sniff(firstLine);
        stream.Position = 0;
        _text.DiscardBufferedData();
        if (_text.Peek() == '\uFEFF')
            _text.Read();

        _reader = new DelimitedReader(_text, Separator);
        var record = _reader.Read() ?? throw new TraceException("the file is empty");
        if (record.Error is not null)
            throw new TraceException($"line {record.Line}: {record.Error}");
        Columns = hasHeader
            ? [.. record.Fields.Select(f => f.Trim())]
            : [.. Enumerable.Range(1, record.Fields.Count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        if (!hasHeader)
            _first = record with { Fields = [.. record.Fields] };
    }

    public char Separator { get; }

    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<TraceRecord> Records()
    {
        if (_first is { } first)
        {
            _first = null;
            yield return first;
        }

        while (_reader.Read() is { } record)
        {
            yield return record.Error is null && record.Fields.Count != Columns.Count
                ? record with { Error = $"{record.Fields.Count} fields where the first line has {Columns.Count}" }
                : record;
        }
    }

    public void Dispose() => _text.Dispose();

    /// <summary>The candidate that stands most often outside quotes.</summary>
    internal static char Sniff(string line)
    {
        var quoted = false;
        var counts = new int[Candidates.Length];
        foreach (var c in line)
        {
            quoted ^= c == '"';
            var i = Array.IndexOf(Candidates, c);
            if (!quoted && i >= 0)
                counts[i]++;
        }

        return Candidates[Array.IndexOf(counts, counts.Max())];
    }
}
