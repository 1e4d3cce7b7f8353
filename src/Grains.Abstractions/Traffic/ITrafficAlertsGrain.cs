using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>The traffic alerts of an organization; key <see cref="GrainKey.ForOrganization"/>. Not hot: it hears of changes, never of measures.</summary>
[Alias("Fleet.ITrafficAlertsGrain")]
public interface ITrafficAlertsGrain : IGrainWithStringKey
{
    [Alias("Note")]
    Task Note(AlertNotice notice);

    /// <summary>Those in force, the newest first.</summary>
    [Alias("Active")]
    Task<ImmutableArray<TrafficAlert>> Active();
}
