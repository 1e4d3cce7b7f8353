using System.Collections.Immutable;

namespace Fleet.Storage;

[GenerateSerializer, Alias("Fleet.Tests.DriverNotes")]
public sealed class DriverNotes
{
    [Id(0)] public string Text { get; set; } = "";

    [Id(1)] public ImmutableArray<int> Numbers { get; set; } = [];

    public int Length => Text.Length;
}
