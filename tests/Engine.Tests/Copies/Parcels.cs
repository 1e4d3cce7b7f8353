using System.Collections.Immutable;

namespace Fleet.Engine.Copies;

/// <summary>Mutable, so every boundary copies it.</summary>
[GenerateSerializer, Alias("fleet.engine.parcel")]
public class Parcel
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public List<int> Numbers { get; set; } = [];

    [Id(2)]
    public Parcel? Inner { get; set; }

    [Id(3)]
    public int[] Array { get; init; } = [];

    [Id(4)]
    private readonly Dictionary<string, List<string>> _tags = [];

    public IDictionary<string, List<string>> Tags => _tags;
}

[GenerateSerializer]
public sealed class BigParcel : Parcel
{
    [Id(0)]
    public HashSet<string> Labels { get; set; } = [];
}

/// <summary>Not marked: it may not cross.</summary>
public sealed class StowawayParcel : Parcel;

/// <summary>Never changes, so it is shared.</summary>
[GenerateSerializer, Immutable]
public sealed class Stamp(string text)
{
    [Id(0)]
    public string Text { get; } = text;
}

[GenerateSerializer]
public sealed record Address([property: Id(0)] string Street, [property: Id(1)] List<string> Lines)
{
    [Id(2)]
    public Stamp? Stamp { get; init; }

    [Id(3)]
    public ImmutableArray<Stamp> Stamps { get; init; } = [];
}

[GenerateSerializer]
public struct Weight
{
    [Id(0)]
    public double Kilograms { get; set; }

    [Id(1)]
    public int[]? Parts { get; set; }
}

/// <summary>One of everything that may cross.</summary>
[GenerateSerializer]
public sealed class Everything
{
    [Id(0)] public int? MaybeNumber { get; set; }
    [Id(1)] public (int X, string Y, List<int> Z) Tuple { get; set; }
    [Id(2)] public Dictionary<string, Parcel> Parcels { get; set; } = [];
    [Id(3)] public ImmutableDictionary<string, int> Fixed { get; set; } = ImmutableDictionary<string, int>.Empty;
    [Id(4)] public DateTimeOffset When { get; set; }
    [Id(5)] public TimeSpan HowLong { get; set; }
    [Id(6)] public Uri? Where { get; set; }
    [Id(7)] public Guid Which { get; set; }
    [Id(8)] public DayOfWeek Day { get; set; }
    [Id(9)] public object? Anything { get; set; }
    [Id(10)] public IReadOnlyList<Parcel> Listed { get; set; } = [];
    [Id(11)] public int[][] Jagged { get; set; } = [];
    [Id(12)] public Queue<int> Queue { get; set; } = new();
    [Id(13)] public SortedDictionary<int, string> Sorted { get; set; } = [];
    [Id(14)] public Weight Weight { get; set; }
    [Id(15)] public ImmutableArray<Parcel> Array { get; set; } = [];
    [Id(16)] public KeyValuePair<string, List<int>> Pair { get; set; }
    [Id(17)] public DateOnly Date { get; set; }
    [Id(18)] public decimal Money { get; set; }
    [Id(19)] public byte[] Bytes { get; set; } = [];
    [Id(20)] public int[,] Grid { get; set; } = new int[0, 0];
}
