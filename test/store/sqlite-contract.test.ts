import { dbContract } from '../contracts/db.ts'
import { freshDb } from '../support/database.ts'

dbContract('SQLite', freshDb)
