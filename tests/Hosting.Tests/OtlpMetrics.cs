using System.Buffers.Binary;
using System.Text;

namespace Fleet.Hosting;

/// <summary>
/// The figures of an ExportMetricsServiceRequest (opentelemetry-proto, metrics/v1/metrics.proto): gauges and sums. The numbers in
/// the code are that file's field numbers.
/// </summary>
internal static class OtlpMetrics
{
    /// <returns>By name and attributes: <c>name{key=value,…}</c>.</returns>
    public static Dictionary<string, double> Read(ReadOnlyMemory<byte> request)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var resource in Parts(request, 1))
        {
            foreach (var scope in Parts(resource, 2))
            {
                foreach (var metric in Parts(scope, 2))
                {
                    var name = Text(Parts(metric, 1).Single());
                    foreach (var point in Parts(metric, 5).Concat(Parts(metric, 7)).SelectMany(data => Parts(data, 1)))
                        figures[name + Attributes(point)] = Value(point);
                }
            }
        }

        return figures;
    }

    private static string Attributes(ReadOnlyMemory<byte> point) =>
        "{" + string.Join(',', Parts(point, 7).Select(a => Text(Parts(a, 1).Single()) + "=" + Text(Parts(Parts(a, 2).Single(), 1).FirstOrDefault()))) + "}";

    private static double Value(ReadOnlyMemory<byte> point) => Parts(point, 6).FirstOrDefault() is { IsEmpty: false } whole
        ? BinaryPrimitives.ReadInt64LittleEndian(whole.Span)
        : BinaryPrimitives.ReadDoubleLittleEndian(Parts(point, 4).Single().Span);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>What stands in a message under a number: the bytes of a part or of a fixed-width figure.</summary>
    private static List<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> message, int number)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        while (!message.IsEmpty)
        {
            var tag = VarInt(ref message);
            var length = (tag & 7) switch { 0 => 0, 1 => 8, 2 => (int)VarInt(ref message), 5 => 4, var other => throw new InvalidDataException($"wire type {other}") };
            if ((tag & 7) == 0)
                VarInt(ref message);
            else if ((int)(tag >> 3) == number)
                found.Add(message[..length]);
            message = message[length..];
        }

        return found;
    }

    private static ulong VarInt(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var b = message.Span[0];
            message = message[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }
}
