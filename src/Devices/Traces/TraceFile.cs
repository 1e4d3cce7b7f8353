namespace Fleet.Devices.Traces;

/// <summary>A trace open for reading: CSV or GPX, of any size, read as it is asked for.</summary>
public sealed class TraceFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly ITraceTable _table;
    private readonly PointReader _points;

    private TraceFile(string path, FileStream stream, ITraceTable table, FieldMap map, PointReader points, TracePreset? preset)
    {
        (Path, _stream, _table, _points, Preset, IsUnordered) = (path, stream, table, points, preset?.Name, preset?.Unordered == true);
        Map = map.ToString();
    }

    public string Path { get; }

    /// <summary>What was made of the columns, in the words of <c>--map</c>.</summary>
    public string Map { get; }

    /// <summary>The known data set whose header this is; null where columns went by their usual names.</summary>
    public string? Preset { get; }

    /// <summary>Known to be grouped by something else than time: whoever replays it must sort it.</summary>
    public bool IsUnordered { get; }

    /// <summary>How much of the file has been read, 0 … 1.</summary>
    public double ShareRead => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    /// <exception cref="TraceException">The file cannot be read as a trace; the message names the file and, where there is one, the line.</exception>
    public static TraceFile Open(string path, TraceOptions options)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
            return Open(path, stream, options);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new TraceException($"{path}: {wrong.Message}");
        }
        catch (TraceException wrong)
        {
            stream?.Dispose();
            throw new TraceException($"{path}: {wrong.Message}");
        }
    }

    /// <exception cref="TraceException">The rest of the file cannot be read (XML that is not well-formed).</exception>
    public IEnumerable<TraceRow> Rows()
    {
        using var records = _table.Records().GetEnumerator();
        while (Next(records))
        {
            var record = records.Current;
            if (record.Error is not null)
                yield return new TraceRow(record.Line, null, record.Error);
            else if (_points.TryRead(record.Fields, out var point, out var error))
                yield return new TraceRow(record.Line, point, null);
            else
                yield return new TraceRow(record.Line, null, error);
        }
    }

    public void Dispose()
    {
        _table.Dispose();
        _stream.Dispose();
    }

    private bool Next(IEnumerator<TraceRecord> records)
    {
        try
        {
            return records.MoveNext();
        }
        catch (TraceException wrong)
        {
            throw new TraceException($"{Path}: {wrong.Message}");
        }
    }

    private static TraceFile Open(string path, FileStream stream, TraceOptions options)
    {
        var extension = System.IO.Path.GetExtension(path).ToUpperInvariant();
        var isTrack = extension == ".TRACK";
        ITraceTable table = extension == ".GPX"
            ? new GpxTable(stream)
            : new DelimitedTable(stream, options.Separator ?? (isTrack ? '\t' : null), options.HasHeader ?? !isTrack);
        var preset = table is GpxTable ? TracePresets.Gpx : isTrack ? TracePresets.Track : TracePresets.Find(table.Columns);
        if (preset is not null)
        {
            options = options with
            {
                DecimalComma = options.DecimalComma ?? preset.DecimalComma,
                UtcOffset = options.UtcOffset ?? preset.UtcOffset,
                NullTexts = [.. options.NullTexts, .. preset.NullTexts],
            };
        }

        var known = preset is null ? UsualNames.Recognize(table.Columns) : FieldMap.Parse(preset.Map);
        var map = options.Map is null ? known : FieldMap.Parse(options.Map).Or(known);
        if (!map.Has(TraceField.Vehicle))
            map.Add(new FieldSource(TraceField.Vehicle, Template.Parse(TraceId.From(System.IO.Path.GetFileNameWithoutExtension(path))), null));
        return new TraceFile(path, stream, table, map, new PointReader(map, table.Columns, options), preset);
    }
}
