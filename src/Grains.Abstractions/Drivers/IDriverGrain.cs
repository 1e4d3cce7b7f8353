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

    [Alias("Configure")]
    Task<DriverSnapshot> Configure(DriverDetails details);

    /// <summary>Forgets the driver. False where the driver was not known.</summary>
    [Alias("Remove")]
    Task<bool> Remove();
}
