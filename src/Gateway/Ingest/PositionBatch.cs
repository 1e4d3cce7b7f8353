using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Ingest;

/// <summary>A request's items after reading: the valid ones to be submitted, and for each item where it went.</summary>
internal sealed class PositionBatch(Principal principal)
{
    private readonly List<IngestPosition> _valid = [];
    private readonly List<Item> _items = [];

    /// <summary>Who sent it.</summary>
    public Principal Principal => principal;

    /// <summary>The positions to submit.</summary>
    public IReadOnlyList<IngestPosition> Valid => _valid;

    /// <summary>One per item of the request, in its order.</summary>
    public IReadOnlyList<Item> Items => _items;

    public int Refused => _items.Count - _valid.Count;

    public void Add(IngestPosition position)
    {
        _items.Add(new Item(_valid.Count, default));
        _valid.Add(position);
    }

    public void Refuse(FieldError error) => _items.Add(new Item(-1, error));

    /// <param name="Position">The place within <see cref="Valid"/>; −1 where the item was refused.</param>
    internal readonly record struct Item(int Position, FieldError Error);
}
