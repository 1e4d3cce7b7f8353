using System.Runtime.InteropServices;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>The positions of one vehicle within a batch, in its order, and where each stood.</summary>
internal sealed class VehicleGroup(string vehicleId, int count)
{
    private int _next;

    public string VehicleId { get; } = vehicleId;

    public Position[] Positions { get; } = new Position[count];

    public int[] Indexes { get; } = new int[count];

    public static IReadOnlyList<VehicleGroup> Split(IReadOnlyList<IngestPosition> positions)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var position in positions)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, position.VehicleId, out _)++;

        var groups = new Dictionary<string, VehicleGroup>(counts.Count, StringComparer.Ordinal);
        foreach (var (vehicleId, count) in counts)
            groups.Add(vehicleId, new VehicleGroup(vehicleId, count));

        for (var i = 0; i < positions.Count; i++)
            groups[positions[i].VehicleId].Add(i, positions[i].Position);

        return [.. groups.Values];
    }

    private void Add(int index, Position position)
    {
        Indexes[_next] = index;
        Positions[_next++] = position;
    }
}
