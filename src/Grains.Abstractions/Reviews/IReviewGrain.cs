namespace Fleet.Reviews;

/// <summary>
/// Looks at one vehicle's stored positions again; key <see cref="GrainKey.For"/>(organization, vehicle). Reads the logs, never
/// the vehicle: a question does not hold up its positions.
/// </summary>
[Alias("Fleet.IReviewGrain")]
public interface IReviewGrain : IGrainWithStringKey
{
    /// <returns>Null where the event is none whose rule can be run again.</returns>
    [Alias("WhyNot")]
    Task<EventReview?> WhyNot(EventQuestion question);
}
