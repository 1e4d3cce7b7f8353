namespace Fleet.Traffic;

public enum HealthGrade
{
    Excellent,
    Good,
    Fair,
    Poor,
}
