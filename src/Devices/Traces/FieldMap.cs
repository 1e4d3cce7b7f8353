namespace Fleet.Devices.Traces;

/// <summary>
/// Which column is what: <c>field=column[:unit]</c>, comma separated. <c>field==text</c> is a literal, in which
/// <c>{column}</c> stands for a column's value; <c>field=</c> leaves a field out that would else be recognised.
/// </summary>
internal sealed class FieldMap
{
    private readonly SortedDictionary<TraceField, FieldSource?> _sources = [];

    public static FieldMap Empty => new();

    public IEnumerable<FieldSource> Sources => _sources.Values.OfType<FieldSource>();

    /// <exception cref="TraceException">The text is not a map; the message says which entry.</exception>
    public static FieldMap Parse(string text)
    {
        var map = new FieldMap();
        foreach (var entry in SplitOutsideBraces(text, ','))
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw new TraceException($"--map: '{entry}' is not field=column[:unit]");
            var name = entry[..equals].Trim();
            if (!TraceFields.ByName.TryGetValue(name, out var field))
                throw new TraceException($"--map: there is no field '{name}'; the fields are {string.Join(", ", TraceFields.Names.Values.Order(StringComparer.Ordinal))}");
            if (!map._sources.TryAdd(field, ParseSource(field, entry[(equals + 1)..])))
                throw new TraceException($"--map: '{name}' is given twice");
        }

        return map;
    }

    /// <summary>This map, and what <paramref name="other"/> has where this one says nothing.</summary>
    public FieldMap Or(FieldMap other)
    {
        var both = new FieldMap();
        foreach (var (field, source) in other._sources.Concat(_sources))
            both._sources[field] = source;
        return both;
    }

    public bool Has(TraceField field) => _sources.ContainsKey(field);

    public void Add(FieldSource source) => _sources.Add(source.Field, source);

    public override string ToString() => string.Join(',', Sources);

    private static FieldSource? ParseSource(TraceField field, string text)
    {
        if (text.Length == 0)
            return null;
        var literal = text[0] == '=';
        if (literal)
            text = text[1..];
        string? unit = null;
        if (!TraceFields.IsId(field) || !literal)
        {
            var colon = IndexOutsideBraces(text, ':');
            (text, unit) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        }

        return new FieldSource(field, literal || text.StartsWith('{') ? Template.Parse(text) : Template.Column(text), unit);
    }

    private static IEnumerable<string> SplitOutsideBraces(string text, char separator)
    {
        for (var next = IndexOutsideBraces(text, separator); next >= 0; next = IndexOutsideBraces(text, separator))
        {
            yield return text[..next];
            text = text[(next + 1)..];
        }

        yield return text;
    }

    private static int IndexOutsideBraces(string text, char wanted)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == wanted && depth == 0)
                return i;
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
        }

        return -1;
    }
}
