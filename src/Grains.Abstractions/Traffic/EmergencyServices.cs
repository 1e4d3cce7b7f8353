namespace Fleet.Traffic;

public enum EmergencyServices
{
    None,
    Notified,
    EnRoute,
    OnScene,
    Departed,
}
