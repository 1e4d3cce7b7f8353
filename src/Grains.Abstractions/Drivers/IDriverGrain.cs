namespace Fleet.Drivers;

/// <summary>One driver; key <see cref="GrainKey.For"/>(organization, driver). Publishes driver_performance.</summary>
[Alias("Fleet.IDriverGrain")]
public interface IDriverGrain : IGrainWithStringKey
{
    /// <summary>Adds what a vehicle saw. Idempotent per vehicle and <see cref="DriverActivity.Until"/>.</summary>
    [Alias("Record")]
    Task<DriverSnapshot> Record(DriverActivity activity);

    [Alias("Get")]
    Task<DriverSnapshot> Get();

    /// <summary>Up to when this driver knows what a vehicle saw: for a vehicle that folds its positions again. Null for never.</summary>
    [Alias("SeenUntil")]
    Task<DateTimeOffset?> SeenUntil(string vehicleId);

    /// <summary>Makes durable what was recorded, before a vehicle writes a state that says it was told.</summary>
    /// <param name="after">The <see cref="DriverActivity.Until"/> of what the vehicle told last since its last checkpoint; null for nothing.</param>
    /// <exception cref="Storage.StateLostException">The driver does not know of <paramref name="after"/> any more: its silo died alone.</exception>
    [Alias("Checkpoint")]
    Task Checkpoint(string vehicleId, DateTimeOffset? after);

    [Alias("Configure")]
    Task<DriverSnapshot> Configure(DriverDetails details);

    /// <summary>Forgets the driver. False where the driver was not known.</summary>
    [Alias("Remove")]
    Task<bool> Remove();
}
