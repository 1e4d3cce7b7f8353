using System.Text;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// Turns the bytes of an id into a string without allocating for one seen of late: a fleet names the same vehicles all
/// day. Each slot holds the last id that hashed to it. Bound: the slots. Overflow: replaced. Safe under concurrency,
/// for a slot is one reference and each reader checks what it finds. Owner: the reader.
/// </summary>
internal sealed class IdentifierCache
{
    private const int Slots = 16_384;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>Null where the bytes are no valid id.</summary>
    public string? Get(ReadOnlySpan<byte> id)
    {
        if (id.Length is 0 or > Identifier.MaxLength)
            return null;

        var hash = 2166136261u;
        foreach (var octet in id)
            hash = (hash ^ octet) * 16777619u;

        ref var slot = ref _slots[(hash ^ (hash >> 15)) % Slots];
        if (slot is { } known && Ascii.Equals(id, known))
            return known;

        return Identifier.IsValid(id) ? slot = Encoding.ASCII.GetString(id) : null;
    }
}
