using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fleet.Hosting.Metrics;

/// <summary>The Prometheus text format, version 0.0.4, and OpenTelemetry's rules for names within it.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IReadOnlyList<MetricFamily> families, long dropped)
    {
        var text = new StringBuilder();
        foreach (var family in families)
            WriteFamily(text, family);

        text.Append("# HELP fleet_metrics_dropped_total Measurements of series beyond the most that are kept.\n")
            .Append("# TYPE fleet_metrics_dropped_total counter\n")
            .Append(CultureInfo.InvariantCulture, $"fleet_metrics_dropped_total {dropped}\n");
        return text.ToString();
    }

    /// <summary><c>fleet.ingest.received</c> becomes <c>fleet_ingest_received_total</c>; seconds and bytes stand in the name.</summary>
    public static string Name(string name, string? unit, MetricKind kind)
    {
        var text = new StringBuilder(name.Length + 16);
        foreach (var c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');

        if (unit is "s")
            text.Append("_seconds");
        else if (unit is "By")
            text.Append("_bytes");

        return (kind == MetricKind.Counter ? text.Append("_total") : text).ToString();
    }

    /// <summary>Labels as they stand between the braces; a series' identity. Appended, because a measurement is no reason to allocate anything.</summary>
    public static void Labels(ref DefaultInterpolatedStringHandler text, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        for (var i = 0; i < tags.Length; i++)
        {
            if (i > 0)
                text.AppendFormatted(',');

            foreach (var c in tags[i].Key)
                text.AppendFormatted(char.IsAsciiLetterOrDigit(c) ? c : '_');

            text.AppendLiteral("=\"");
            foreach (var c in tags[i].Value as string ?? Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "")
            {
                if (c is '\\' or '"' or '\n')
                    text.AppendFormatted('\\');

                text.AppendFormatted(c == '\n' ? 'n' : c);
            }

            text.AppendFormatted('"');
        }
    }

    private static void WriteFamily(StringBuilder text, MetricFamily family)
    {
        var type = family.Kind switch { MetricKind.Counter => "counter", MetricKind.Gauge => "gauge", _ => "histogram" };
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.Replace('\n', ' ')).Append('\n')
            .Append("# TYPE ").Append(family.Name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, series) in family.Series)
        {
            var (sum, count, buckets) = series.Read();
            if (family.Kind != MetricKind.Histogram)
            {
                Line(text, family.Name, labels, sum);
                continue;
            }

            var cumulative = 0L;
            for (var i = 0; i < buckets.Length; i++)
            {
                cumulative += buckets[i];
                var bound = i < series.Bounds.Count ? series.Bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
                Line(text, family.Name + "_bucket", labels + (labels.Length > 0 ? "," : "") + $"le=\"{bound}\"", cumulative);
            }

            Line(text, family.Name + "_sum", labels, sum);
            Line(text, family.Name + "_count", labels, count);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}
