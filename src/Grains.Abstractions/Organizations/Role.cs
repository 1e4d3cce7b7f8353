namespace Fleet.Organizations;

public enum Role
{
    Viewer,
    Operator,
    Admin,
}
