using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>What a device's own event means.</summary>
public static class DeviceEvents
{
    /// <summary>Never refuses: an unknown name keeps its name, with the severity the device gave or medium.</summary>
    public static SafetyFinding Interpret(DeviceEvent deviceEvent, double speedKmh) => throw new NotImplementedException();
}
