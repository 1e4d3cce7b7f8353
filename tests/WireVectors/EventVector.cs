using Fleet.Events;

namespace Fleet.WireVectors;

/// <summary>An event and the exact bytes a protocol has for it.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="N">Its number in shard 3's line of epoch e1; 0 for an event out of a snapshot.</param>
public sealed record EventVector(string Name, FleetEvent Event, long N, string Json)
{
    public override string ToString() => Name;
}
