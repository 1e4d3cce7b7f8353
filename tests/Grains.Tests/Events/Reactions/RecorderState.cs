namespace Fleet.Events;

[GenerateSerializer, Alias("Fleet.Tests.RecorderState")]
public sealed class RecorderState
{
    [Id(0)] public ReactionPlaces Places { get; set; } = ReactionPlaces.None;

    [Id(1)] public List<string> Ids { get; set; } = [];
}
