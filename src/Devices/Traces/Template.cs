using System.Text;

namespace Fleet.Devices.Traces;

/// <summary>Text with columns in it: <c>truck-{unit}</c>. A lone column is <c>{column}</c>.</summary>
internal sealed class Template
{
    private readonly List<(string Text, bool IsColumn)> _parts;

    private Template(List<(string Text, bool IsColumn)> parts) => _parts = parts;

    public IEnumerable<string> Columns => _parts.Where(p => p.IsColumn).Select(p => p.Text);

    public static Template Column(string name) => new([(name, true)]);

    /// <exception cref="TraceException">A brace is not closed.</exception>
    public static Template Parse(string text)
    {
        var parts = new List<(string, bool)>();
        while (text.Length > 0)
        {
            var open = text.IndexOf('{', StringComparison.Ordinal);
            if (open < 0)
            {
                parts.Add((text, false));
                break;
            }

            if (open > 0)
                parts.Add((text[..open], false));
            var close = text.IndexOf('}', open);
            if (close < 0)
                throw new TraceException($"--map: '{text}' opens a brace and does not close it");
            parts.Add((text[(open + 1)..close], true));
            text = text[(close + 1)..];
        }

        return new Template(parts);
    }

    /// <summary>Looks the columns up once; the result fills the template from a record, and is empty where a column is.</summary>
    /// <exception cref="TraceException">There is no such column.</exception>
    public Func<IReadOnlyList<string>, string> Bind(IReadOnlyList<string> columns)
    {
        var bound = _parts.Select(p => (p.Text, Index: p.IsColumn ? IndexOf(columns, p.Text) : -1)).ToArray();
        if (bound is [{ Index: >= 0 } single])
            return fields => fields[single.Index].Trim();
        return fields => Fill(bound, fields);
    }

    public override string ToString() =>
        _parts is [{ IsColumn: true } single] && single.Text.AsSpan().IndexOfAny(",:{}") < 0
            ? single.Text
            : "=" + string.Concat(_parts.Select(p => p.IsColumn ? "{" + p.Text + "}" : p.Text));

    private static string Fill((string Text, int Index)[] parts, IReadOnlyList<string> fields)
    {
        var text = new StringBuilder();
        foreach (var (literal, index) in parts)
        {
            var part = index < 0 ? literal : fields[index].Trim();
            if (part.Length == 0)
                return "";
            text.Append(part);
        }

        return text.ToString();
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i], name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        throw new TraceException($"there is no column '{name}'; the columns are {string.Join(", ", columns)}");
    }
}
