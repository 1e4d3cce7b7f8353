namespace Fleet.Alerts;

/// <summary>The last alert of a suppression key.</summary>
/// <param name="AlertId">It.</param>
/// <param name="RuleId">Whose.</param>
/// <param name="RaisedAt">By the event's time: the window counts from here.</param>
/// <param name="LapsesAt">By the server's clock: then nothing asks for it any more.</param>
/// <param name="Shadow">It was not raised, only found.</param>
[GenerateSerializer, Immutable, Alias("Fleet.AlertWindow")]
public sealed record AlertWindow(
    [property: Id(0)] string AlertId,
    [property: Id(1)] string RuleId,
    [property: Id(2)] DateTimeOffset RaisedAt,
    [property: Id(3)] DateTimeOffset LapsesAt,
    [property: Id(4)] bool Shadow);
