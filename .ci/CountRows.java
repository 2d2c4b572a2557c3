import java.sql.DriverManager;

/** Prints how many rows user_logins has, for machines without psql. */
class CountRows {

    public static void main(String[] args) throws Exception {
        try (var connection = DriverManager.getConnection(args[0], "postgres", "postgres");
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM user_logins")) {
            result.next();
            System.out.println(result.getInt(1));
        }
    }
}
