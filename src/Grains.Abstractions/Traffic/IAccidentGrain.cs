namespace Fleet.Traffic;

/// <summary>One accident; key <see cref="GrainKey.For"/> of organization and accident.</summary>
[Alias("Fleet.IAccidentGrain")]
public interface IAccidentGrain : IGrainWithStringKey
{
    /// <summary>A report of a known accident changes nothing.</summary>
    [Alias("Report")]
    Task<AccidentOutcome> Report(Accident accident);

    [Alias("Update")]
    Task<AccidentOutcome> Update(AccidentUpdate update);

    /// <param name="at">Null for now; not before it was reported.</param>
    [Alias("Resolve")]
    Task<AccidentOutcome> Resolve(AccidentResolution resolution, DateTimeOffset? at);

    [Alias("Get")]
    Task<Accident?> Get();
}
