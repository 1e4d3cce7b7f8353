using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Fleet.Geofences;

/// <summary>
/// All fences of an organization, ready to be asked about a point; docs/geofences.md draws it. Immutable and safe to share
/// between threads: a change makes a new one, at the cost of the fences it changes, and shares the rest.
/// </summary>
public sealed class GeofenceIndex
{
    private readonly ImmutableDictionary<string, IndexedFence> _fences;
    private readonly FenceCell? _root;

    private GeofenceIndex(long version, ImmutableDictionary<string, IndexedFence> fences, FenceCell? root) =>
        (Version, _fences, _root) = (version, fences, root);

    public static GeofenceIndex Empty { get; } =
        new(-1, ImmutableDictionary.Create<string, IndexedFence>(StringComparer.Ordinal), null);

    /// <summary>The catalogue's version that this holds; −1 for none.</summary>
    public long Version { get; }

    public int Count => _fences.Count;

    /// <summary>In no promised order.</summary>
    public IEnumerable<IndexedFence> All => _fences.Values;

    /// <summary>The fences that hold a point, in no promised order; with MultiPolygons and circles over the antimeridian too.</summary>
    public FenceHits At(double latitude, double longitude) => new(_root, latitude, longitude);

    public bool TryGet(string geofenceId, [NotNullWhen(true)] out IndexedFence? fence) => _fences.TryGetValue(geofenceId, out fence);

    /// <summary>The index after changes.</summary>
    /// <exception cref="ArgumentException">The changes are neither complete nor do they follow this version.</exception>
    public GeofenceIndex With(GeofenceChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (!changes.Complete && changes.Since != Version)
        {
            throw new ArgumentException($"Changes since version {changes.Since} do not follow version {Version}.", nameof(changes));
        }

        var from = changes.Complete ? Empty : this;
        var fences = from._fences.ToBuilder();
        var root = from._root;
        var edit = new object();
        foreach (var id in changes.Removed)
        {
            if (fences.Remove(id, out var gone))
            {
                root = Without(root, gone, edit);
            }
        }

        foreach (var definition in changes.Defined)
        {
            if (fences.TryGetValue(definition.GeofenceId, out var before))
            {
                root = Without(root, before, edit);
            }

            var fence = new IndexedFence(definition);
            fences[definition.GeofenceId] = fence;
            root = FenceCell.Add(root, CellBounds.World, 0, fence.Geometry.Whole(fence), edit);
        }

        return new GeofenceIndex(changes.Version, fences.ToImmutable(), root);
    }

    private static FenceCell? Without(FenceCell? root, IndexedFence fence, object edit) =>
        root is null ? null : FenceCell.Remove(root, CellBounds.World, fence, edit);
}
