using System.Globalization;

namespace Fleet.Devices.Commands;

/// <summary>Options (<c>--name value</c>, <c>--name=value</c>, flags) and the arguments between them.</summary>
public sealed class CommandLine
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <param name="args">What the user typed.</param>
    /// <param name="withValue">Options that take a value.</param>
    /// <param name="flags">Options that do not.</param>
    /// <exception cref="UsageException">An option that is in neither list, or one without its value.</exception>
    public CommandLine(IReadOnlyList<string> args, string[] withValue, string[] flags)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                Arguments.Add(args[i]);
                continue;
            }

            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (flags.Contains(name) && equals < 0)
                Add(name, "true");
            else if (!withValue.Contains(name))
                throw new UsageException($"unknown option {args[i]}; './fleet help' lists them");
            else if (equals >= 0)
                Add(name, args[i][(equals + 1)..]);
            else if (i + 1 < args.Count)
                Add(name, args[++i]);
            else
                throw new UsageException($"{name} needs a value");
        }
    }

    public List<string> Arguments { get; } = [];

    public bool Flag(string name) => _values.ContainsKey(name);

    /// <summary>The last value given; null where the option is absent.</summary>
    public string? Value(string name) => _values.TryGetValue(name, out var values) ? values[^1] : null;

    public IReadOnlyList<string> Values(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <exception cref="UsageException">The value is no whole number within the limits.</exception>
    public int Number(string name, int absent, int least, int most)
    {
        if (Value(name) is not { } text)
            return absent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{name} takes a whole number from {least} to {most}, not '{text}'");
    }

    private void Add(string name, string value)
    {
        if (!_values.TryGetValue(name, out var values))
            _values[name] = values = [];
        values.Add(value);
    }
}
